trilane_add_test(app/gui/sweep/test_sweep_view LIBRARIES trilane_gui)
