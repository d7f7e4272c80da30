// Errors with context. Everything that goes wrong is thrown as one of these and caught in main alone, or, for a bad item of
// a data set, where the evaluation counts it and goes on.
#pragma once

#include <exception>
#include <stdexcept>
#include <string>

namespace imis {

// Something failed while running; the program ends with exit code 1.
//
// The message is one line: what is wrong, where (file, field, item), and what to do about it.
class Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// The command line can't be used as it is (exit code 2).
class UsageError : public Error {
public:
    using Error::Error;
};

// One item of a data set (an image, a label, a target) is bad. The item is reported, skipped and counted; the run goes on
// unless --strict is given.
class ItemError : public Error {
public:
    using Error::Error;
};

// The user asked to stop (Ctrl-C); exit code 130.
class Interrupted : public Error {
public:
    using Error::Error;
};

// What an exception says, without the stack trace that LibTorch adds to its own.
[[nodiscard]] std::string reason(const std::exception& problem);

}  // namespace imis
