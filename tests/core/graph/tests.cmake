foreach(test branches category layer_groups model multi_path path_count series_blocks source_digest
        statistics
        topological_order)
    trilane_add_test(core/graph/test_${test} LIBRARIES trilane_core trilane_test_support)
endforeach()
