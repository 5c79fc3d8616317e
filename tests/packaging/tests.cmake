# Runs the built program as its users do.
foreach(test ci_example documentation)
    trilane_add_test(packaging/test_${test})
    target_compile_definitions(packaging_test_${test} PRIVATE
        TRILANE_PROGRAM="$<TARGET_FILE:trilane>")
    add_dependencies(packaging_test_${test} trilane)
endforeach()

trilane_add_test(packaging/test_desktop LIBRARIES trilane_gui)
trilane_add_test(packaging/test_bench_compare)
