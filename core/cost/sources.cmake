target_sources(trilane_core PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/cost/durations.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/cost/entry_names.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/cost/fused_nodes.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/cost/measured_times.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/cost/network.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/cost/profile_match.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/cost/time_origin.cpp
)
