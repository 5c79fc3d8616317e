trilane_add_test(app/figure/test_figure_file LIBRARIES trilane_figure Qt6::Svg)
trilane_add_test(app/figure/test_curve_figure LIBRARIES trilane_figure)
