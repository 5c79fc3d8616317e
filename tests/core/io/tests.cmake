# What is written is read back with Graphviz's own parser.
find_package(PkgConfig REQUIRED)
if(NOT TARGET PkgConfig::CGRAPH)
    pkg_check_modules(CGRAPH REQUIRED IMPORTED_TARGET libcgraph)
endif()
trilane_add_test(core/io/test_dot LIBRARIES trilane_core PkgConfig::CGRAPH)
