target_sources(trilane_figure PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/theme.cpp
)
