foreach(test find_bar inspector layer_panel layer_search layer_table link_panel natural_order panel_numbers
        results_panel small_panels value_edit)
    trilane_add_test(app/gui/panels/test_${test} LIBRARIES trilane_gui Qt6::Widgets)
endforeach()
