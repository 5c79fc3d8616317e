foreach(test durations network)
    trilane_add_test(core/cost/test_${test} LIBRARIES trilane_core)
endforeach()
