target_sources(trilane_core PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/plan/validator.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/plan/validator_cut.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/plan/validator_jobs.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/plan/validator_timeline.cpp
)
