foreach(test graph_camera graph_view graph_walk)
    trilane_add_test(app/gui/graph/test_${test} LIBRARIES trilane_gui)
endforeach()
