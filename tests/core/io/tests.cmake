trilane_add_test(core/io/test_onnx_reader LIBRARIES trilane_core onnx fmt::fmt)
trilane_add_test(core/io/test_onnx_shapes LIBRARIES trilane_core onnx fmt::fmt)
