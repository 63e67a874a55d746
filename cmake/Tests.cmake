option(GATEHOUSE_PRECOMPILE_TESTS "Tests share tests/precompiled (GCC)" OFF)
set(GATEHOUSE_TEST_OPTIONS -O0) # nobody measures a test, and it builds sooner

# Qt6::Test tells each test the folders of the checkout, for QFINDTESTDATA, which none uses: with them a fresh
# clone would find no test in the compiler's cache.
set_property(TARGET Qt6::Test PROPERTY INTERFACE_COMPILE_DEFINITIONS QT_TESTLIB_LIB)

# gatehouse_tests(LINKS libraries... [LABELS labels...] [TIMEOUT seconds])
#
# Every *_test.cpp of the calling folder becomes one executable and one CTest test, named after its
# path below tests/: tests/services/core/ids_test.cpp is services-core-ids. The target tests-<label>
# builds the tests of one label and no more.
function(gatehouse_tests)
    cmake_parse_arguments(TESTS "" "TIMEOUT" "LINKS;LABELS" ${ARGN})
    if(NOT TESTS_TIMEOUT)
        set(TESTS_TIMEOUT 120)
    endif()
    if(GATEHOUSE_SANITIZE_ADDRESS OR GATEHOUSE_SANITIZE_THREAD)
        math(EXPR TESTS_TIMEOUT "${TESTS_TIMEOUT} * 3") # what they run is several times slower
    endif()
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*_test.cpp)
    file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR}/tests ${CMAKE_CURRENT_SOURCE_DIR})
    string(REPLACE "/" "-" prefix ${folder})
    foreach(source ${sources})
        cmake_path(GET source STEM stem)
        string(REGEX REPLACE "_test$" "" stem ${stem})
        set(name ${prefix}-${stem})
        # By hand: AUTOMOC is three steps and about two seconds for each of some hundred tests. What moc is to
        # know of a test stands in its one file, so it is given no include directories and reads no headers.
        set(moc ${CMAKE_CURRENT_BINARY_DIR}/${name}/${stem}_test.moc)
        add_custom_command(OUTPUT ${moc} COMMAND Qt6::moc -o ${moc} ${source} DEPENDS ${source} VERBATIM)
        add_custom_target(${name}_moc DEPENDS ${moc}) # for ./dev lint
        add_executable(${name} ${source} ${moc})
        target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/${name})
        set_target_properties(${name} PROPERTIES AUTOMOC OFF UNITY_BUILD OFF
            RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
        target_link_libraries(${name} PRIVATE ${TESTS_LINKS} Qt6::Test)
        target_compile_options(${name} PRIVATE ${GATEHOUSE_TEST_OPTIONS})
        if(GATEHOUSE_PRECOMPILE_TESTS)
            target_precompile_headers(${name} REUSE_FROM tests-precompiled)
        endif()
        add_test(NAME ${name} COMMAND ${name})
        foreach(label ${TESTS_LABELS})
            if(NOT TARGET tests-${label})
                add_custom_target(tests-${label})
            endif()
            add_dependencies(tests-${label} ${name})
        endforeach()
        set_tests_properties(${name} PROPERTIES TIMEOUT ${TESTS_TIMEOUT} LABELS "${TESTS_LABELS}"
            ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;QT_LOGGING_RULES=*.debug=false;TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/tsan.supp;LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/lsan.supp;ASAN_OPTIONS=detect_stack_use_after_return=1")
    endforeach()
endfunction()
