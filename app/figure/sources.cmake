target_sources(trilane_figure PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/curve_content.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/curve_figure.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/curve_painting.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/curve_scale.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/curve_style.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/figure_application.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/figure_file.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/gantt_annotations.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/gantt_bars.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/gantt_chart.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/gantt_emphasis.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/gantt_figure.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/gantt_geometry.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/gantt_painter.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/theme.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/time_axis.cpp
)
