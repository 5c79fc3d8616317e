include(${CMAKE_CURRENT_SOURCE_DIR}/support/support.cmake)
trilane_add_test(core/plan/test_brute_force LIBRARIES trilane_test_support trilane_core)
