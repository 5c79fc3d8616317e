# Runs the built program as its users do.
trilane_add_test(packaging/test_documentation)
target_compile_definitions(packaging_test_documentation PRIVATE
    TRILANE_PROGRAM="$<TARGET_FILE:trilane>")
add_dependencies(packaging_test_documentation trilane)

trilane_add_test(packaging/test_desktop LIBRARIES trilane_gui)
trilane_add_test(packaging/test_bench_compare)
