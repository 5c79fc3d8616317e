foreach(test graph_camera graph_view graph_walk)
    trilane_add_test(app/gui/graph/test_${test} LIBRARIES trilane_gui)
endforeach()
trilane_add_test(app/gui/graph/test_multi_path_view LIBRARIES trilane_gui Qt6::Widgets)
