trilane_add_test(sample_models/test_samples
    LIBRARIES trilane_samples onnx protobuf::libprotobuf fmt::fmt)
target_compile_definitions(sample_models_test_samples PRIVATE
    TRILANE_MAKE_SAMPLES="$<TARGET_FILE:trilane-make-samples>")
add_dependencies(sample_models_test_samples trilane-make-samples)
trilane_add_test(sample_models/test_sample_structure
    LIBRARIES trilane_samples trilane_core fmt::fmt)
