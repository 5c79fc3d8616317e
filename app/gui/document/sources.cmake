target_sources(trilane_gui PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/appearance.cpp
    ${CMAKE_CURRENT_LIST_DIR}/document.cpp
    ${CMAKE_CURRENT_LIST_DIR}/document_opening.cpp
    ${CMAKE_CURRENT_LIST_DIR}/editing.cpp
    ${CMAKE_CURRENT_LIST_DIR}/focus_frame.cpp
    ${CMAKE_CURRENT_LIST_DIR}/latest_job.cpp
    ${CMAKE_CURRENT_LIST_DIR}/layer_menu.cpp
    ${CMAKE_CURRENT_LIST_DIR}/opening.cpp
    ${CMAKE_CURRENT_LIST_DIR}/planning.cpp
    ${CMAKE_CURRENT_LIST_DIR}/recovery.cpp
    ${CMAKE_CURRENT_LIST_DIR}/program_style.cpp
    ${CMAKE_CURRENT_LIST_DIR}/selection.cpp
    ${CMAKE_CURRENT_LIST_DIR}/snapshot.cpp
    ${CMAKE_CURRENT_LIST_DIR}/view_action.cpp
    ${CMAKE_CURRENT_LIST_DIR}/watchdog.cpp
)
