target_sources(trilane_core PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/plan/joint_search.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/plan/make_document.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/plan/named_schedule.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/plan/partial_cut.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/plan/planner.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/plan/reproduction.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/plan/show_document.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/plan/shown_plan.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/plan/strategy.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/plan/sweep.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/plan/sweep_range.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/plan/validator.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/plan/validator_cut.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/plan/validator_jobs.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/plan/validator_timeline.cpp
)
