target_sources(trilane_core PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/partition/cut.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/partition/cut_paths.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/partition/dsl_cut.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/partition/job_assignment.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/partition/load_network.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/partition/min_cut.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/partition/neurosurgeon.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/partition/pins.cpp
)
