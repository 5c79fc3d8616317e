target_sources(trilane_gui PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/gantt_command.cpp
    ${CMAKE_CURRENT_LIST_DIR}/gantt_controller.cpp
    ${CMAKE_CURRENT_LIST_DIR}/gantt_range.cpp
    ${CMAKE_CURRENT_LIST_DIR}/gantt_source.cpp
    ${CMAKE_CURRENT_LIST_DIR}/gantt_steering.cpp
    ${CMAKE_CURRENT_LIST_DIR}/gantt_text.cpp
    ${CMAKE_CURRENT_LIST_DIR}/gantt_view.cpp
    ${CMAKE_CURRENT_LIST_DIR}/gantt_view_events.cpp
)
