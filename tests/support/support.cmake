# What several tests share: random problems and the independent answers to them.
include_guard(GLOBAL)
add_library(trilane_test_support STATIC
    ${CMAKE_CURRENT_LIST_DIR}/big_models.cpp
    ${CMAKE_CURRENT_LIST_DIR}/brute_force.cpp
    ${CMAKE_CURRENT_LIST_DIR}/brute_force_strategies.cpp
    ${CMAKE_CURRENT_LIST_DIR}/drawing_graphs.cpp
    ${CMAKE_CURRENT_LIST_DIR}/every_lane.cpp
    ${CMAKE_CURRENT_LIST_DIR}/flow_shops.cpp
    ${CMAKE_CURRENT_LIST_DIR}/hand_models.cpp
    ${CMAKE_CURRENT_LIST_DIR}/plan_documents.cpp
    ${CMAKE_CURRENT_LIST_DIR}/planner_check.cpp
    ${CMAKE_CURRENT_LIST_DIR}/problem.cpp
    ${CMAKE_CURRENT_LIST_DIR}/random_models.cpp
    ${CMAKE_CURRENT_LIST_DIR}/random_shapes.cpp
    ${CMAKE_CURRENT_LIST_DIR}/tampering.cpp
    ${CMAKE_CURRENT_LIST_DIR}/wide_models.cpp
)
target_link_libraries(trilane_test_support PUBLIC trilane_core PRIVATE trilane_options fmt::fmt)
# Trying every order is what these tests wait for, in Debug builds too.
target_compile_options(trilane_test_support PRIVATE -O2)
