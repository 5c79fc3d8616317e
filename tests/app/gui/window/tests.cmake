foreach(test command_line main_window main_window_faults main_window_flows main_window_keys
        messages window_parts)
    trilane_add_test(app/gui/window/test_${test} LIBRARIES trilane_gui)
endforeach()
# What is selected is explained where one sees it.
trilane_add_test(app/gui/window/test_selection_in_sight LIBRARIES trilane_gui)
# Runs the built program as its users do.
trilane_add_test(app/gui/window/test_screenshot LIBRARIES Qt6::Gui)
target_compile_definitions(app_gui_window_test_screenshot PRIVATE
    TRILANE_PROGRAM="$<TARGET_FILE:trilane-gui>")
add_dependencies(app_gui_window_test_screenshot trilane-gui)
trilane_add_test(app/gui/window/test_exports LIBRARIES trilane_gui)
target_compile_definitions(app_gui_window_test_exports PRIVATE
    TRILANE_PROGRAM="$<TARGET_FILE:trilane>")
add_dependencies(app_gui_window_test_exports trilane)
