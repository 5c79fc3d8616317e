trilane_add_test(app/figure/test_multi_path_geometry
    LIBRARIES trilane_test_support trilane_figure trilane_core Qt6::Gui)
