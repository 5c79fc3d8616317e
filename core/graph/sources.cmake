target_sources(trilane_core PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/graph/data_type.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/graph/model.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/graph/series_blocks.cpp
)
