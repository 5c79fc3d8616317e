foreach(test gantt_range gantt_view)
    trilane_add_test(app/gui/gantt/test_${test} LIBRARIES trilane_gui Qt6::Widgets)
endforeach()
