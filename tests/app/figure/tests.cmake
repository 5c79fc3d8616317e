foreach(test graph_labels graph_picture)
    trilane_add_test(app/figure/test_${test} LIBRARIES trilane_figure trilane_test_support)
endforeach()
trilane_add_test(app/figure/test_multi_path_geometry
    LIBRARIES trilane_test_support trilane_figure trilane_core Qt6::Gui)
