target_sources(trilane_gui PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/multi_path_view.cpp
)
