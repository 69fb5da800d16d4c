#!/usr/bin/python3
"""Workload B1 as a SimPy 3 process model: grants and work are processes over one account, and a render takes a minute.

    simpy_model.py [PATHS] [SEED]
"""
import json
import random
import statistics
import sys
import time

import simpy

DAY = 24 * 60  # minutes
MONTHS, DAYS_A_MONTH, WORKING_DAYS = 12, 30, 22
DAILY, MONTHLY, BOUGHT = 100, 15_000, 20_000
RENDER = 1  # minutes; a day's work fits into its day many times over
DRAFT, STANDARD, HIGH, UPSCALE = 20, 40, 120, 60


def poisson_thresholds(mean, most=20):
    chance, total, thresholds = 2.718281828459045**-mean, 0.0, []
    for n in range(most):
        total += chance
        thresholds.append(total)
        chance *= mean / (n + 1)
    return thresholds


PROJECTS_A_DAY = poisson_thresholds(1.5)


class Account:
    """Three balances, drawn in order. A request is paid whole or not at all."""

    def __init__(self, env):
        self.daily = self.monthly = 0
        self.bought = BOUGHT
        self.paid = self.unpaid = 0
        env.process(self.grant_daily(env))
        env.process(self.grant_monthly(env))

    def grant_daily(self, env):
        while True:
            self.daily = DAILY  # what is left of the day before is lost
            yield env.timeout(DAY)

    def grant_monthly(self, env):
        while True:
            self.monthly = MONTHLY
            yield env.timeout(DAYS_A_MONTH * DAY)

    def pay(self, price):
        if price > self.daily + self.monthly + self.bought:
            return False
        self.paid += price
        rest = price
        taken = min(rest, self.daily)
        self.daily -= taken
        rest -= taken
        if rest:
            taken = min(rest, self.monthly)
            self.monthly -= taken
            self.bought -= rest - taken
        return True


class Project:
    """Explore, select, hero, upscale. A request that cannot be paid ends it; what it would still have asked for is demand all the same."""

    def __init__(self, account, rng):
        self.account = account
        self.rng = rng
        self.ended = False

    def request(self, price):
        if self.ended or not self.account.pay(price):
            self.ended = True
            self.account.unpaid += price

    def run(self, env):
        chance = self.rng.random
        accepted = 0.35
        for request in range(1, 13):
            self.request(DRAFT)
            yield env.timeout(RENDER)
            if chance() < accepted:
                break
            if request % 3 == 0:
                accepted = min(accepted + 0.2, 0.9)
        batch = (4 + int(3 * chance())) * STANDARD
        while True:
            self.request(batch)
            yield env.timeout(RENDER)
            if chance() >= 0.2:
                break
        while True:
            self.request(HIGH)
            yield env.timeout(RENDER)
            if chance() >= 0.25:
                break
        if chance() < 0.3:
            self.request(UPSCALE)
            yield env.timeout(RENDER)


def studio(env, account, rng):
    """Works the first days of each month, one project after the other."""
    for month in range(MONTHS):
        for day in range(WORKING_DAYS):
            begin = (month * DAYS_A_MONTH + day) * DAY
            if begin > env.now:
                yield env.timeout(begin - env.now)
            u = rng.random()
            for threshold in PROJECTS_A_DAY:
                if u < threshold:
                    break
                yield from Project(account, rng).run(env)


def year(rng):
    env = simpy.Environment()
    account = Account(env)
    env.run(until=env.process(studio(env, account, rng)))
    return account


def main():
    paths = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    rng = random.Random(seed)
    begin = time.perf_counter()
    years = [year(rng) for _ in range(paths)]
    seconds = time.perf_counter() - begin
    demand = [account.paid + account.unpaid for account in years]
    spent = [account.paid for account in years]
    deviation = statistics.stdev if paths > 1 else lambda values: 0.0
    print(json.dumps({
        "paths": paths,
        "seconds": seconds,
        "mean": statistics.fmean(demand),
        "sd": deviation(demand),
        "run_out_share": sum(account.unpaid > 0 for account in years) / paths,
        "spent_mean": statistics.fmean(spent),
        "spent_sd": deviation(spent),
    }))


main()
