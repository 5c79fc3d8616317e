target_sources(trilane_core PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/io/dot.cpp
)
