target_sources(trilane_figure PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/figure_application.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/figure_file.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/theme.cpp
)
