foreach(test gantt_range gantt_text gantt_view)
    trilane_add_test(app/gui/gantt/test_${test}
        LIBRARIES trilane_test_support trilane_gui Qt6::Widgets)
endforeach()
