foreach(test durations network)
    trilane_add_test(core/cost/test_${test} LIBRARIES trilane_core)
endforeach()
trilane_add_test(core/cost/test_profile_match LIBRARIES trilane_core fmt::fmt)
