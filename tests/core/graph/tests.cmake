foreach(test category model multi_path path_count series_blocks statistics)
    trilane_add_test(core/graph/test_${test} LIBRARIES trilane_core)
endforeach()
