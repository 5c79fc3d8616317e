foreach(test document latest_job recovery snapshot watchdog)
    trilane_add_test(app/gui/document/test_${test} LIBRARIES trilane_gui)
endforeach()
