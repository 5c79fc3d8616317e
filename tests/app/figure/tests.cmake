trilane_add_test(app/figure/test_figure_file LIBRARIES trilane_figure Qt6::Svg)
trilane_add_test(app/figure/test_curve_figure LIBRARIES trilane_figure)
trilane_add_test(app/figure/test_reproduction_figure LIBRARIES trilane_figure trilane_core)
foreach(test gantt_chart gantt_geometry gantt_painter time_axis)
    trilane_add_test(app/figure/test_${test}
        LIBRARIES trilane_test_support trilane_figure trilane_core Qt6::Gui Qt6::Svg)
endforeach()
foreach(test graph_labels graph_picture hatching)
    trilane_add_test(app/figure/test_${test} LIBRARIES trilane_figure trilane_test_support)
endforeach()
trilane_add_test(app/figure/test_multi_path_geometry
    LIBRARIES trilane_test_support trilane_figure trilane_core Qt6::Gui)
