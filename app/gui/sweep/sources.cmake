target_sources(trilane_gui PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/sweep_edit.cpp
    ${CMAKE_CURRENT_LIST_DIR}/sweep_runner.cpp
    ${CMAKE_CURRENT_LIST_DIR}/sweep_view.cpp
)
