# Graphviz, with its dot engine linked in, so that no plugin is looked for when the program runs.
find_package(PkgConfig REQUIRED)
pkg_check_modules(Graphviz REQUIRED IMPORTED_TARGET libgvc libcgraph)
pkg_get_variable(graphviz_libraries libgvc libdir)
find_library(GRAPHVIZ_DOT_LAYOUT gvplugin_dot_layout REQUIRED
    HINTS ${graphviz_libraries} PATH_SUFFIXES graphviz)
get_filename_component(graphviz_plugins ${GRAPHVIZ_DOT_LAYOUT} DIRECTORY)
target_link_libraries(trilane_core PRIVATE PkgConfig::Graphviz ${GRAPHVIZ_DOT_LAYOUT})
# The plugin lies beside the other plugins, where the loader does not look.
target_link_options(trilane_core PUBLIC "LINKER:-rpath,${graphviz_plugins}")

target_sources(trilane_core PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/block_ends.cpp
    ${CMAKE_CURRENT_LIST_DIR}/block_layout.cpp
    ${CMAKE_CURRENT_LIST_DIR}/dot_layout.cpp
    ${CMAKE_CURRENT_LIST_DIR}/edge_curves.cpp
    ${CMAKE_CURRENT_LIST_DIR}/edge_lanes.cpp
    ${CMAKE_CURRENT_LIST_DIR}/graph_layout.cpp
    ${CMAKE_CURRENT_LIST_DIR}/layered_layout.cpp
    ${CMAKE_CURRENT_LIST_DIR}/series_cut.cpp
)
