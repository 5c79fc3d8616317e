foreach(test category multi_path path_count)
    trilane_add_test(core/graph/test_${test} LIBRARIES trilane_core)
endforeach()
