target_sources(trilane_core PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/graph/branches.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/graph/category.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/graph/closure.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/graph/data_type.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/graph/layer_groups.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/graph/model.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/graph/model_facts.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/graph/multi_path.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/graph/number_text.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/graph/path_count.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/graph/series_blocks.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/graph/source_digest.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/graph/statistics.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/graph/text_lines.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/graph/topological_order.cpp
)
