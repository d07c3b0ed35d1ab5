//! Every column that the dictionary calls used changes an answer or a check, and none else.

#[test]
fn explain_knows_every_table_and_code() {
    for name in ["tables", "results", "berths", "services", "K1303", "k2101"] {
        assert!(
            kervan::explain(name).is_ok_and(|text| text.len() > 100),
            "{name}"
        );
    }
    assert!(
        kervan::explain("berth")
            .unwrap_err()
            .contains("did you mean `berths`")
    );
    for code in kervan::code::ALL {
        let page = kervan::explain(code.as_str()).unwrap_or_else(|error| panic!("{error}"));
        assert!(
            page.starts_with(&format!("# {code}")),
            "{code}: the page begins with its code"
        );
    }
}
