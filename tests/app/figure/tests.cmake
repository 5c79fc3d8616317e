foreach(test graph_labels graph_picture)
    trilane_add_test(app/figure/test_${test} LIBRARIES trilane_figure trilane_test_support)
endforeach()
