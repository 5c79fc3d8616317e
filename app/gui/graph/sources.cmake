target_sources(trilane_gui PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/cut_drag.cpp
    ${CMAKE_CURRENT_LIST_DIR}/graph_actions.cpp
    ${CMAKE_CURRENT_LIST_DIR}/graph_camera.cpp
    ${CMAKE_CURRENT_LIST_DIR}/graph_tip.cpp
    ${CMAKE_CURRENT_LIST_DIR}/graph_view.cpp
    ${CMAKE_CURRENT_LIST_DIR}/graph_view_commands.cpp
    ${CMAKE_CURRENT_LIST_DIR}/graph_view_gestures.cpp
    ${CMAKE_CURRENT_LIST_DIR}/graph_view_painting.cpp
    ${CMAKE_CURRENT_LIST_DIR}/graph_walk.cpp
    ${CMAKE_CURRENT_LIST_DIR}/multi_path_tip.cpp
    ${CMAKE_CURRENT_LIST_DIR}/multi_path_view.cpp
    ${CMAKE_CURRENT_LIST_DIR}/multi_path_walk.cpp
)
