//! Results as JSON.

use arrow::array::{Array, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow::error::ArrowError;
use kervan_results::{
    BottleneckTables, Comparison, ForecastTables, PlanTables, Results, Stress, TariffTables,
};
use serde_json::{Map, Value, json};

/// All tables as lists of rows, keyed by table name, with warm-up and remarks.
///
/// # Errors
///
/// None that a caller can cause.
pub fn results_json(results: &Results) -> Result<Value, ArrowError> {
    let mut object = Map::new();
    for (name, batch) in results.tables()? {
        object.insert(name, table_json(&batch));
    }
    object.insert(
        "warm_up".to_owned(),
        json!({
            "years": results.warm_up.years,
            "mser5_weeks": results.warm_up.mser5_weeks,
            "still_moving": results.warm_up.still_moving,
        }),
    );
    object.insert("remarks".to_owned(), json!(results.remarks));
    Ok(Value::Object(object))
}

/// All tables of a comparison as lists of rows, keyed by table name, with warm-up and remarks.
///
/// # Errors
///
/// None that a caller can cause.
pub fn comparison_json(comparison: &Comparison) -> Result<Value, ArrowError> {
    let mut object = Map::new();
    for (name, batch) in comparison.tables()? {
        object.insert(name, table_json(&batch));
    }
    let (a, b) = (&comparison.a.warm_up, &comparison.b.warm_up);
    object.insert(
        "warm_up".to_owned(),
        json!({
            "years": a.years,
            "mser5_weeks_a": a.mser5_weeks,
            "mser5_weeks_b": b.mser5_weeks,
        }),
    );
    object.insert("remarks".to_owned(), json!(comparison.remarks));
    Ok(Value::Object(object))
}

/// All tables of a search for bottlenecks as lists of rows, keyed by table name.
///
/// # Errors
///
/// None that a caller can cause.
pub fn bottlenecks_json(tables: &BottleneckTables) -> Result<Value, ArrowError> {
    let tables = tables.tables()?.into_iter();
    Ok(Value::Object(
        tables
            .map(|(name, batch)| (name, table_json(&batch)))
            .collect(),
    ))
}

/// All tables of a plan as lists of rows, keyed by table name.
///
/// # Errors
///
/// None that a caller can cause.
pub fn plan_json(tables: &PlanTables) -> Result<Value, ArrowError> {
    let tables = tables.tables()?.into_iter();
    Ok(Value::Object(
        tables
            .map(|(name, batch)| (name, table_json(&batch)))
            .collect(),
    ))
}

/// All tables of a forecast as lists of rows, keyed by table name.
///
/// # Errors
///
/// None that a caller can cause.
pub fn forecast_json(tables: &ForecastTables) -> Result<Value, ArrowError> {
    let tables = tables.tables()?.into_iter();
    Ok(Value::Object(
        tables
            .map(|(name, batch)| (name, table_json(&batch)))
            .collect(),
    ))
}

/// All tables of a tariff as lists of rows, keyed by table name.
///
/// # Errors
///
/// None that a caller can cause.
pub fn tariff_json(tables: &TariffTables) -> Result<Value, ArrowError> {
    let tables = tables.tables()?.into_iter();
    Ok(Value::Object(
        tables
            .map(|(name, batch)| (name, table_json(&batch)))
            .collect(),
    ))
}

/// All tables of an answer on what breaks as lists of rows, keyed by table name, with remarks.
///
/// # Errors
///
/// None that a caller can cause.
pub fn stress_json(stress: &Stress) -> Result<Value, ArrowError> {
    let mut object = Map::new();
    for (name, batch) in stress.tables()? {
        object.insert(name, table_json(&batch));
    }
    object.insert("remarks".to_owned(), json!(stress.remarks));
    object.insert("is_interrupted".to_owned(), json!(stress.is_interrupted));
    Ok(Value::Object(object))
}

/// A table as a list of rows, each keyed by column.
fn table_json(batch: &RecordBatch) -> Value {
    let schema = batch.schema();
    let rows = (0..batch.num_rows())
        .map(|row| {
            let cells = schema.fields().iter().zip(batch.columns());
            Value::Object(
                cells
                    .map(|(field, column)| (field.name().clone(), cell(column.as_ref(), row)))
                    .collect(),
            )
        })
        .collect();
    Value::Array(rows)
}

fn cell(column: &dyn Array, row: usize) -> Value {
    let any = column.as_any();
    if column.is_null(row) {
        Value::Null
    } else if let Some(column) = any.downcast_ref::<StringArray>() {
        json!(column.value(row))
    } else if let Some(column) = any.downcast_ref::<Float64Array>() {
        json!(column.value(row))
    } else if let Some(column) = any.downcast_ref::<Int64Array>() {
        json!(column.value(row))
    } else if let Some(column) = any.downcast_ref::<BooleanArray>() {
        json!(column.value(row))
    } else {
        Value::Null
    }
}
