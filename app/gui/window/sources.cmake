target_sources(trilane_gui PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/command_line.cpp
    ${CMAKE_CURRENT_LIST_DIR}/export_commands.cpp
    ${CMAKE_CURRENT_LIST_DIR}/exporter.cpp
    ${CMAKE_CURRENT_LIST_DIR}/exports.cpp
    ${CMAKE_CURRENT_LIST_DIR}/file_commands.cpp
    ${CMAKE_CURRENT_LIST_DIR}/icon.cpp
    ${CMAKE_CURRENT_LIST_DIR}/keys_dialog.cpp
    ${CMAKE_CURRENT_LIST_DIR}/main_window.cpp
    ${CMAKE_CURRENT_LIST_DIR}/menus.cpp
    ${CMAKE_CURRENT_LIST_DIR}/message_bar.cpp
    ${CMAKE_CURRENT_LIST_DIR}/pane_group.cpp
    ${CMAKE_CURRENT_LIST_DIR}/pane_layout.cpp
    ${CMAKE_CURRENT_LIST_DIR}/panes.cpp
    ${CMAKE_CURRENT_LIST_DIR}/plan_commands.cpp
    ${CMAKE_CURRENT_LIST_DIR}/program.cpp
    ${CMAKE_CURRENT_LIST_DIR}/prompts.cpp
    ${CMAKE_CURRENT_LIST_DIR}/recent_files.cpp
    ${CMAKE_CURRENT_LIST_DIR}/recovery_offer.cpp
    ${CMAKE_CURRENT_LIST_DIR}/screenshot.cpp
    ${CMAKE_CURRENT_LIST_DIR}/status_line.cpp
    ${CMAKE_CURRENT_LIST_DIR}/status_text.cpp
    ${CMAKE_CURRENT_LIST_DIR}/style_sheet.cpp
    ${CMAKE_CURRENT_LIST_DIR}/theme_choice.cpp
    ${CMAKE_CURRENT_LIST_DIR}/view_commands.cpp
)
# The icons. rcc's file is initialized by hand (icon.cpp), for a linker drops it from a library.
qt_add_resources(trilane_resources ${PROJECT_SOURCE_DIR}/resources/trilane.qrc)
target_sources(trilane_gui PRIVATE ${trilane_resources})
