trilane_add_test(app/cli/test_display_text LIBRARIES trilane_cli)
trilane_add_test(app/cli/test_junit_report LIBRARIES trilane_cli)
trilane_add_test(app/cli/test_option_values LIBRARIES trilane_cli)
trilane_add_test(app/cli/test_ordered_jobs LIBRARIES trilane_cli Threads::Threads)
# These run the built program as its users do.
foreach(test batch commands export pipes policy profile program reproduce schema sweep)
    trilane_add_test(app/cli/test_${test} LIBRARIES Qt6::Gui nlohmann_json::nlohmann_json)
    target_compile_definitions(app_cli_test_${test} PRIVATE
        TRILANE_PROGRAM="$<TARGET_FILE:trilane>"
        TRILANE_SAMPLES="${PROJECT_SOURCE_DIR}/sample_models")
    add_dependencies(app_cli_test_${test} trilane)
endforeach()
# Lines are held against their schema, which is part of the library.
target_link_libraries(app_cli_test_batch PRIVATE trilane_core)
