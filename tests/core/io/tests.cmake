trilane_add_test(core/io/test_model_json LIBRARIES trilane_core)
