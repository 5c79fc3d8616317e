foreach(test cut cut_paths)
    trilane_add_test(core/partition/test_${test} LIBRARIES trilane_core)
endforeach()
trilane_add_test(core/partition/test_pins LIBRARIES trilane_test_support trilane_core)
