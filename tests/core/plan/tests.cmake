include(${CMAKE_CURRENT_SOURCE_DIR}/support/support.cmake)
trilane_add_test(core/plan/test_brute_force LIBRARIES trilane_test_support trilane_core)
trilane_add_test(core/plan/test_against_brute_force
    LIBRARIES trilane_test_support trilane_core TIMEOUT 900)
trilane_add_test(core/plan/test_make_document LIBRARIES trilane_test_support trilane_core)
trilane_add_test(core/plan/test_search_limits LIBRARIES trilane_test_support trilane_core)
trilane_add_test(core/plan/test_validator LIBRARIES trilane_test_support trilane_core)
trilane_add_test(core/plan/test_policy LIBRARIES trilane_test_support trilane_core)
trilane_add_test(core/plan/test_reproduction LIBRARIES trilane_core)
trilane_add_test(core/plan/test_sweep LIBRARIES trilane_test_support trilane_core)
trilane_add_test(core/plan/test_show_document LIBRARIES trilane_test_support trilane_core)
trilane_add_test(core/plan/test_wide_search
    LIBRARIES trilane_test_support trilane_core TBB::tbb)
# oneTBB does not compile after Qt, which makes a macro of the word emit.
set_target_properties(core_plan_test_wide_search PROPERTIES DISABLE_PRECOMPILE_HEADERS ON)
