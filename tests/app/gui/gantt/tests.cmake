foreach(test gantt_range)
    trilane_add_test(app/gui/gantt/test_${test} LIBRARIES trilane_gui Qt6::Widgets)
endforeach()
