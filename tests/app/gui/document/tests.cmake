foreach(test document document_edits document_files latest_job recovery selection snapshot watchdog)
    trilane_add_test(app/gui/document/test_${test} LIBRARIES trilane_gui trilane_test_support)
endforeach()
