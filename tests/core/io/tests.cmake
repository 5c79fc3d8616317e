foreach(test atomic_file file_content machine_json model_json network_json profile_json project_json
        read_file isolated_steps reference_json suite_json)
    trilane_add_test(core/io/test_${test} LIBRARIES trilane_core)
endforeach()
foreach(test json_parse json_writer plan_json policy_json schemas)
    trilane_add_test(core/io/test_${test} LIBRARIES trilane_core nlohmann_json::nlohmann_json)
endforeach()
trilane_add_test(core/io/test_measured_file LIBRARIES trilane_core fmt::fmt)
foreach(test onnx_errors onnx_flops onnx_fold onnx_fusion onnx_limits onnx_reader onnx_shapes onnx_skim onnx_threads sha256)
    trilane_add_test(core/io/test_${test} LIBRARIES trilane_core onnx fmt::fmt)
endforeach()

# What is written is read back with Graphviz's own parser.
find_package(PkgConfig REQUIRED)
if(NOT TARGET PkgConfig::CGRAPH)
    pkg_check_modules(CGRAPH REQUIRED IMPORTED_TARGET libcgraph)
endif()
trilane_add_test(core/io/test_dot LIBRARIES trilane_core PkgConfig::CGRAPH)
trilane_add_test(core/io/test_schedule_files
    LIBRARIES trilane_test_support trilane_core nlohmann_json::nlohmann_json)
