target_sources(trilane_core PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/schedule/critical_path.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/schedule/executor.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/schedule/extended_johnson.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/schedule/flow_shop.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/schedule/flow_shop_bound.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/schedule/flow_shop_search.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/schedule/order_improvement.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/schedule/order_problem.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/schedule/order_problem_builder.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/schedule/order_search.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/schedule/request_wait.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/schedule/theorems.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/schedule/timed_model.cpp
)
