trilane_add_test(app/gui/graph/test_multi_path_view LIBRARIES trilane_gui Qt6::Widgets)
