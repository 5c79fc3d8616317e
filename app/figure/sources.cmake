target_sources(trilane_figure PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/graph_figure.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/graph_geometry.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/graph_labels.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/graph_node_painter.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/graph_painter.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/graph_picture.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/heat_legend.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/multi_path_content.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/multi_path_figure.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/multi_path_geometry.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/multi_path_painter.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/spatial_grid.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/theme.cpp
)
